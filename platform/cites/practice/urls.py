"""Addresses of practice; all but the first two are of practice twins alone."""

from django.urls import path

from cites.practice.views import day, door, mailbox, site

urlpatterns = [
    path("", site.practice, name="practice"),
    path("ask/", site.ask, name="practice-ask"),
    path("people/", door.people, name="practice-people"),
    path("people/<int:pk>/", door.play_person, name="practice-play"),
    path("people/new/<str:role>/", door.play_colleague, name="practice-play-colleague"),
    path("day/", day.day, name="practice-day"),
    path("day/begin/", day.begin, name="practice-begin"),
    path("mail/", mailbox.mailbox, name="practice-mail"),
    path("mail/<int:pk>/", mailbox.letter, name="practice-letter"),
]
