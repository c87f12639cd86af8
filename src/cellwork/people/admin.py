"""What operators see of accounts. Persons, offices and decisions are none of the installation's business."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from cellwork.people.models import Account

admin.site.unregister(Group)  # powers come from offices; a group would only pretend
admin.site.site_header = admin.site.site_title = "Installation"
admin.site.index_title = "Accounts and keys"


@admin.register(Account)
class Accounts(admin.ModelAdmin):  # type: ignore[type-arg]  # cannot be subscripted at run time
    """Close an account, mend an address. Accounts are made by import and by the command line."""

    list_display = ("sign_in_name", "email", "is_operator", "is_active", "last_login")
    list_filter = ("is_operator", "is_active")
    search_fields = ("sign_in_name", "email")
    fields = ("sign_in_name", "email", "is_active", "is_operator", "person_id", "last_login")
    readonly_fields = ("person_id", "last_login")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- asked by Django
        """Not here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:  # noqa: ARG002
        """Close it instead: what it did stays on record."""
        return False


admin.site.unregister(TOTPDevice)  # the shipped page shows the secret, with which an operator could be anybody


@admin.register(TOTPDevice)
class SecondKeys(admin.ModelAdmin):  # type: ignore[type-arg]  # cannot be subscripted at run time
    """Take a lost phone off an account. The secret is shown to nobody."""

    list_display = ("user", "confirmed", "created_at", "last_used_at")
    search_fields = ("user__sign_in_name",)
    fields = ("user", "confirmed", "created_at", "last_used_at")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- asked by Django
        """People add their own."""
        return False
