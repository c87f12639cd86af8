"""Persons and what they say of themselves, their accounts and sessions, one-time links, and looks."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_PERSON, LOCAL, Placement


class Person(models.Model):
    """Somebody in or around the organisation. `id` is `person_id_of(number)`; `cell_id` is where they belong now."""

    placement: ClassVar[Placement] = BY_PERSON

    id = models.UUIDField(primary_key=True)
    number = models.TextField()
    given_name = models.TextField()
    family_name = models.TextField(blank=True, default="")
    born_on = models.DateField(null=True, blank=True)
    cell_id = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given name first, as people call each other."""
        return f"{self.given_name} {self.family_name}".strip()


class SaidOfSelf(models.Model):
    """What a person says of themselves, if they like; no row: nothing. `id` is the person's. `sex` is a code of the statutes.

    It serves the quotas of draws, and nobody but the person sees it singly. No page looks people up by it.
    """

    placement: ClassVar[Placement] = BY_PERSON

    id = models.UUIDField(primary_key=True)
    sex = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="what_is_said_is_not_empty", condition=~models.Q(sex="")),)


class Accounts(BaseUserManager["Account"]):
    """Django asks for a manager of accounts."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """By sign-in name in any case; Account.DoesNotExist."""
        return self.get(sign_in_name=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person's key to the house; `is_operator` opens the installation's own pages, and no cell's."""

    placement: ClassVar[Placement] = LOCAL
    # Signing in is nobody's act in the organisation, and Django itself writes last_login here.
    guarded: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True, default=new_id)
    person_id = models.UUIDField(null=True, blank=True, unique=True)
    sign_in_name = models.CharField(max_length=254, unique=True)
    email = models.EmailField(blank=True, default="")
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "sign_in_name"
    EMAIL_FIELD = "email"
    objects: ClassVar[Accounts] = Accounts()

    def __str__(self) -> str:
        return self.sign_in_name

    @property
    def is_staff(self) -> bool:
        """Django's admin asks this: only operators come in."""
        return self.is_operator

    @property
    def is_superuser(self) -> bool:
        """Operators keep the installation; the organisation's powers come from offices alone."""
        return self.is_operator

    def has_perm(self, _permission: str, _thing: object = None) -> bool:
        """Asked by Django's admin."""
        return self.is_active and self.is_operator

    def has_module_perms(self, _package: str) -> bool:
        """Asked by Django's admin."""
        return self.is_active and self.is_operator


class SignedIn(models.Model):
    """A session that its owner can see and end."""

    placement: ClassVar[Placement] = LOCAL
    # A sign-in is nobody's act in the organisation.
    guarded: ClassVar[bool] = False

    session_key = models.CharField(max_length=40, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    device = models.CharField(max_length=200)
    since = models.DateTimeField()


class OneTimeLink(models.Model):
    """A link that signs in once; only its sha256 is kept."""

    placement: ClassVar[Placement] = LOCAL
    # Asked for and used before anybody is signed in.
    guarded: ClassVar[bool] = False

    digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class WantedLink(models.Model):
    """Somebody asked for a one-time link. Written for known and unknown names alike; the worker looks who it is."""

    placement: ClassVar[Placement] = LOCAL
    # Wished for before anybody is signed in.
    guarded: ClassVar[bool] = False

    asked_for = models.CharField(max_length=254, primary_key=True)
    origin = models.CharField(max_length=300)
    asked_at = models.DateTimeField()


class WantedAddress(models.Model):
    """An account's owner wrote an e-mail address of theirs; it counts once the letter to it was answered.

    `sent_at` is null until the worker has written the letter. One row an account: a second wish takes the place of the first.
    """

    placement: ClassVar[Placement] = LOCAL
    # About the account alone, and nobody's act in the organisation.
    guarded: ClassVar[bool] = False

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    address = models.EmailField()
    origin = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)


class Look(models.Model):
    """Somebody looked at a person's data from above, with a reason. The person sees this."""

    placement: ClassVar[Placement] = Placement("distributed", "person_id", "person")

    pk = models.CompositePrimaryKey("person_id", "id")
    person_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    at = models.DateTimeField()
    viewer_id = models.UUIDField()
    viewer_name = models.TextField()
    office = models.TextField()
    reason = models.TextField()
