from django.urls import include, path

from .views import public

charter_patterns = (
    [
        path("", public.charter, name="charter"),
        path("versions/<int:number>/", public.version, name="version"),
    ],
    "charter",
)

urlpatterns = [path("reseaux/<slug:slug>/charte/", include(charter_patterns))]
