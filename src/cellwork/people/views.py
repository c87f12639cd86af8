"""Signing in and one's own account."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from cellwork.web.access import PageRequest, any_member, public


@public
def sign_in(request: PageRequest) -> HttpResponse:
    return render(request, "people/sign_in.html")


@public
@require_POST
def sign_out(request: PageRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect("/sign-in/")


@any_member
def account(request: PageRequest) -> HttpResponse:
    return render(request, "people/account.html")


def too_many_tries(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    return HttpResponse("Too many tries", status=429)
