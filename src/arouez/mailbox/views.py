"""Reading the mailbox. Only the demonstration has these pages: elsewhere they would be everybody's mail."""

from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import Mail


def only_in_demo(view):
    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@require_safe
@only_in_demo
def inbox(request: HttpRequest) -> HttpResponse:
    """The mails, newest first; `?to=` keeps those sent to one address."""
    mails = Mail.objects.defer("text", "html")
    to = request.GET.get("to", "").strip()
    if to:
        mails = mails.filter(recipients__icontains=to)
    return render(
        request,
        "mailbox/inbox.html",
        {"page": Paginator(mails, 30).get_page(request.GET.get("page")), "to": to},
    )


@require_safe
@only_in_demo
def read(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "mailbox/mail.html", {"mail": get_object_or_404(Mail, pk=pk)})
