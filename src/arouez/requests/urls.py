from django.urls import include, path

from . import views

requests_patterns = (
    [
        path("achievements/<slug:public_id>/demander/", views.ask, name="ask"),
        path("passeport/demandes/", views.listing, name="listing"),
        path("passeport/demandes/<slug:public_id>/", views.mine, name="mine"),
        path("passeport/demandes/<slug:public_id>/retirer/", views.withdraw, name="withdraw"),
        path("demandes/<slug:public_id>/dire/", views.say, name="say"),
        path("demandes/<slug:public_id>/photos/<int:criterion>", views.photo, name="photo"),
        path("structures/<slug:slug>/demandes/", views.queue, name="queue"),
        path("structures/<slug:slug>/demandes/<slug:public_id>/", views.answer, name="answer"),
        path("structures/<slug:slug>/demandes/<slug:public_id>/decliner/", views.decline, name="decline"),
    ],
    "requests",
)

urlpatterns = [path("", include(requests_patterns))]
