"""Letters that the site writes to people, in their language."""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

RETRY_DELAYS = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]
"""When a letter is tried again whose server did not answer."""


def post(template: str, context: Mapping[str, Any], *, to: str, language: str) -> bool:
    """Send the letter of `<template>_subject.txt` and `<template>.txt`; whether that is settled.

    It is not when the server did not answer. A server that knows no such address has answered.
    """
    with translation.override(language):
        subject = render_to_string(f"{template}_subject.txt", context).strip()
        body = render_to_string(f"{template}.txt", context)
    try:
        EmailMessage(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated"}).send()
    except smtplib.SMTPRecipientsRefused:
        return True
    except (OSError, smtplib.SMTPException):
        return False
    return True
