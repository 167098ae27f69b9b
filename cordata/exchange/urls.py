from django.urls import path

from cordata.exchange.views import export, imports

urlpatterns = [
    path("people/export/", export.people_export, name="people_export"),
    path("people/export/study/", export.study_export, name="study_export"),
    path("people/imports/", imports.people_imports, name="people_imports"),
    path("people/imports/<int:import_id>/", imports.people_import, name="people_import"),
    path("people/imports/<int:import_id>/columns/", imports.people_import_columns, name="people_import_columns"),
    path(
        "people/imports/<int:import_id>/rows/<int:row>/choice/",
        imports.people_import_choice,
        name="people_import_choice",
    ),
    path("people/imports/<int:import_id>/intake/", imports.people_import_intake, name="people_import_intake"),
    path("people/imports/<int:import_id>/undoing/", imports.people_import_undoing, name="people_import_undoing"),
    path("people/imports/<int:import_id>/removal/", imports.people_import_removal, name="people_import_removal"),
]
