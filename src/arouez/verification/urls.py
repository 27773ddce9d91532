from django.urls import path

from . import views

urlpatterns = [
    path("verifier/", views.verify, name="verify"),
    path("verifier/<slug:public_id>/", views.inspection, name="inspection"),
]
