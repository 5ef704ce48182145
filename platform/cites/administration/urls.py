"""The addresses of a Party's settings, its releases, and the draft of the next."""

from django.urls import path

from cites.administration.views import closures, decisions, drafts, moving, releases, sections, settings
from cites.administration.views.processes import looking, pages, templates, things

urlpatterns = [
    path("", settings.settings, name="settings"),
    path("confirm/", settings.confirm, name="confirm"),
    path("move-cases/", moving.move_cases, name="move-cases"),
    path("closures/", closures.closure_list, name="closures"),
    path("closures/<int:pk>/", closures.closure, name="closure"),
    path("closures/<int:pk>/withdraw/", closures.withdraw, name="closure-withdraw"),
    path("releases/", releases.release_list, name="releases"),
    path("releases/<int:number>/", releases.release_page, name="release"),
    path("releases/<int:number>/files.zip", releases.release_files, name="release-files"),
    path("releases/<int:number>/letterhead.svg", releases.release_crest, name="release-crest"),
    path("releases/<int:number>/call-off/", releases.call_release_off, name="release-call-off"),
    path("draft/", drafts.draft, name="draft"),
    path("draft/process/", pages.process_list, name="processes"),
    path("draft/process/templates/", templates.templates, name="process-templates"),
    path("draft/process/<slug:code>/", pages.process, name="process"),
    path("draft/process/<slug:code>/undo/", pages.undo_here, name="process-undo"),
    path("draft/process/<slug:code>/begin-again/", pages.begin_again, name="process-begin-again"),
    path("draft/process/<slug:code>/compare/", looking.compare, name="process-compare"),
    path("draft/process/<slug:code>/trial/", looking.trial, name="process-trial"),
    path("draft/process/<slug:code>/at/<str:place>/", things.thing, name="process-thing"),
    path("draft/process/<slug:code>/new/<str:table>/", things.new_thing, name="process-new"),
    path("draft/process/<slug:code>/ask/<str:stage>/", things.ask_authority, name="process-ask"),
    path("draft/process/<slug:code>/remove/<str:place>/", things.remove_thing, name="process-remove"),
    path("draft/<str:name>/", sections.section, name="draft-section"),
    path("draft/texts/<slug:place>/", sections.section, {"name": "texts"}, name="draft-texts"),
    path("proposals/<int:pk>/", drafts.proposal, name="proposal"),
    path("proposals/<int:pk>/letterhead.svg", drafts.proposal_crest, name="proposal-crest"),
    path("proposals/<int:pk>/upload/", drafts.upload, name="proposal-upload"),
    path("proposals/<int:pk>/undo/", drafts.undo, name="proposal-undo"),
    path("proposals/<int:pk>/rebase/", drafts.rebase, name="proposal-rebase"),
    path("proposals/<int:pk>/withdraw/", drafts.withdraw_draft, name="proposal-withdraw"),
    path("proposals/<int:pk>/propose/", drafts.propose_draft, name="proposal-propose"),
    path("proposals/<int:pk>/take-back/", decisions.take_proposal_back, name="proposal-take-back"),
    path("proposals/<int:pk>/approve/", decisions.approve, name="proposal-approve"),
    path("proposals/<int:pk>/send-back/", decisions.return_proposal, name="proposal-send-back"),
]
