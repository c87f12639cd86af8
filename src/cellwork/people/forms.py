"""What people type about themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from cellwork.people.models import Account

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 8, "class": "is-code"}
_NEW = {"autocomplete": "new-password"}


class SignIn(forms.Form):
    """Name and password. Names are compared in lower case, so that no spelling gives a stranger more tries."""

    username = forms.CharField(
        label="Sign-in name",
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def clean_username(self) -> str:
        """Lower case."""
        return str(self.cleaned_data["username"]).strip().lower()


class AskForLink(forms.Form):
    """Where to send a one-time link."""

    address = forms.CharField(
        label="E-mail address or sign-in name",
        max_length=254,
        widget=forms.TextInput({"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )


class _ByOwner(forms.Form):
    """Changes something of an account; its password, in the field `current`, is asked of those who have one."""

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        if not account.has_usable_password():
            del self.fields["current"]

    def clean_current(self) -> str:
        """Refuses a wrong one."""
        current = str(self.cleaned_data["current"])
        if not self.account.check_password(current):
            raise forms.ValidationError("This is not your password.")
        return current


class ChangeAddress(_ByOwner):
    """An e-mail address of one's own; the password too, from those who have one."""

    address = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        error_messages={"invalid": "This is no e-mail address."},
        widget=forms.EmailInput({"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )
    current = forms.CharField(
        label="Your password",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def clean_address(self) -> str:
        """Refuses the one that counts already."""
        address = str(self.cleaned_data["address"]).strip()
        if address.lower() == self.account.email.lower():
            raise forms.ValidationError("This is your address already.")
        return address


class Code(forms.Form):
    """The six digits a phone shows."""

    code = forms.CharField(label="Six digits from your phone", max_length=12, widget=forms.TextInput(_CODE))


class ChangePassword(_ByOwner):
    """A new password; the old one only from those who have one."""

    current = forms.CharField(
        label="Your password now",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="New password",
        strip=False,
        max_length=1000,
        help_text="At least ten characters. Several words in a row are easy to keep and hard to guess.",
        widget=forms.PasswordInput(_NEW),
    )

    def clean_new(self) -> str:
        """Refuses what is easily guessed."""
        new = str(self.cleaned_data["new"])
        validate_password(new, self.account)
        return new
