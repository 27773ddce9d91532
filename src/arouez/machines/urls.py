from django.urls import include, path

from . import views

urlpatterns = [
    path(
        "structures/<slug:slug>/machines/",
        include(
            (
                [
                    path("", views.listing, name="list"),
                    path("<slug:public_id>/", views.change, name="change"),
                    path("<slug:public_id>/retirer/", views.remove, name="remove"),
                ],
                "machines",
            )
        ),
    ),
]
