"""What people call the tinctures of badges."""

from django.utils.translation import gettext_lazy as _

TINCTURE_NAMES = {
    "gules": _("Rouge (gueules)"),
    "azure": _("Bleu (azur)"),
    "vert": _("Vert (sinople)"),
    "purpure": _("Violet (pourpre)"),
    "or": _("Jaune (or)"),
}
