from django.urls import path

from . import views

urlpatterns = [
    path("courrier/", views.inbox, name="inbox"),
    path("courrier/<int:pk>/", views.read, name="mail"),
]
