"""The addresses of applicants' and officials' pages on a Party's site."""

from django.urls import path

from cites.casework.views import applications, attachments, audit, cases, dossier, home, letters, lines, sections, steps

urlpatterns = [
    path("", home.home, name="home"),
    path("applications/", applications.application_list, name="applications"),
    path("applications/new/", applications.new_application, name="application-new"),
    path("applications/<str:reference>/", applications.application, name="application"),
    path("applications/<str:reference>/exporter/", sections.exporter, name="application-exporter"),
    path("applications/<str:reference>/consignee/", sections.consignee, name="application-consignee"),
    path("applications/<str:reference>/purpose/", sections.purpose, name="application-purpose"),
    path("applications/<str:reference>/lines/", lines.line_list, name="application-lines"),
    path("applications/<str:reference>/lines/add/", lines.add_line, name="application-line-add"),
    path("applications/<str:reference>/lines/<int:line>/", lines.change_line, name="application-line"),
    path("applications/<str:reference>/lines/<int:line>/copy/", lines.copy_line, name="application-line-copy"),
    path("applications/<str:reference>/lines/<int:line>/remove/", lines.remove_line, name="application-line-remove"),
    path("applications/<str:reference>/attachments/", attachments.attachments, name="application-attachments"),
    path(
        "applications/<str:reference>/attachments/<int:attachment>/",
        attachments.own_attachment,
        name="application-attachment",
    ),
    path(
        "applications/<str:reference>/attachments/<int:attachment>/remove/",
        attachments.remove_attachment,
        name="application-attachment-remove",
    ),
    path("applications/<str:reference>/letters/<int:letter>.pdf", letters.own_letter, name="application-letter"),
    path("applications/<str:reference>/check/", applications.check_answers, name="application-check"),
    path("applications/<str:reference>/do/<str:verb>/", steps.applicant_step, name="application-step"),
    path("cases/", cases.worklist, name="cases"),
    path("cases/<str:reference>/", cases.case, name="case"),
    path("cases/<str:reference>/dossier.pdf", dossier.case_dossier, name="case-dossier"),
    path("cases/<str:reference>/do/<str:verb>/", steps.office_step, name="case-step"),
    path(
        "cases/<str:reference>/attachments/<int:attachment>/",
        attachments.case_attachment,
        name="case-attachment",
    ),
    path("cases/<str:reference>/letters/<int:letter>.pdf", letters.case_letter, name="case-letter"),
    path("audit/", audit.audit, name="audit"),
    path("audit/entries.csv", audit.audit_csv, name="audit-csv"),
]
