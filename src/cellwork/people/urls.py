"""Signing in and one's own account."""

from __future__ import annotations

from django.urls import path

from cellwork.people.views import account, second_factor, signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-in/link/", signing_in.ask_for_link, name="ask_for_link"),
    path("sign-in/link/asked/", signing_in.link_asked, name="link_asked"),
    path("sign-in/link/<str:token>/", signing_in.by_link, name="use_link"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change_password"),
    path("account/address/", account.change_address, name="change_address"),
    path("account/address/<str:token>/", account.confirm, name="confirm_address"),
    path("account/sessions/end/", account.end_one, name="end_session"),
    path("account/sessions/end-others/", account.end_others, name="end_other_sessions"),
    path("account/second-factor/", second_factor.second_factor, name="second_factor"),
    path("account/second-factor/begin/", second_factor.begin, name="begin_second_factor"),
    path("account/second-factor/remove/", second_factor.remove, name="remove_second_factor"),
]
