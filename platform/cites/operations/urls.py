"""The addresses of the operators' console, at the shared host only."""

from django.urls import path
from django.views.generic import RedirectView

from cites.operations.views import imports, jobs, life, onboarding, parties, removal, rounds

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="operate-parties"), name="operate"),
    path("parties/", parties.party_list, name="operate-parties"),
    path("parties/new/", onboarding.choose, name="operate-onboard"),
    path("parties/new/<slug:iso2>/", onboarding.bring_live, name="operate-bring-live"),
    path("parties/<slug:slug>/", parties.party, name="operate-party"),
    path("parties/<slug:slug>/suspend/", life.suspend, name="operate-suspend"),
    path("parties/<slug:slug>/reopen/", life.reopen, name="operate-reopen"),
    path("parties/<slug:slug>/host/", life.host, name="operate-host"),
    path("parties/<slug:slug>/invite/", onboarding.invite, name="operate-invite"),
    path("parties/<slug:slug>/removal/", removal.removal, name="operate-removal"),
    path("parties/<slug:slug>/removal/confirm/", removal.confirm, name="operate-removal-confirm"),
    path("parties/<slug:slug>/removal/do/", removal.remove, name="operate-removal-do"),
    path("parties/<slug:slug>/ask/<slug:kind>/", jobs.ask, name="operate-ask"),
    path("upgrades/", rounds.upgrades, name="operate-upgrades"),
    path("doctor/", rounds.doctor, name="operate-doctor"),
    path("imports/", imports.import_list, name="operate-imports"),
    path("imports/<int:pk>/", imports.one_import, name="operate-import"),
    path("imports/<int:pk>/in-force/", imports.put_in_force, name="operate-import-in-force"),
    path("imports/<int:pk>/abandon/", imports.abandon, name="operate-import-abandon"),
    path("jobs/", jobs.job_list, name="operate-jobs"),
    path("jobs/<int:pk>/", jobs.job, name="operate-job"),
    path("jobs/<int:pk>/progress/", jobs.progress, name="operate-job-progress"),
    path("jobs/<int:pk>/again/", jobs.again, name="operate-job-again"),
]
