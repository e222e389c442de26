"""Signing in and out, and one's own account."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from permanence.kernel.london import london_time
from permanence.queries.accounts import account_page, user_name_for
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now, real_now
from permanence.web.opening import reads
from permanence.web.pages import SeeOther, page
from permanence.web.session_limit import seconds_in_any_case

MISMATCH = "The user name or e-mail address and the password do not match. Try again, or ring the help desk."
LOCKED_MINUTES = 5
TOO_MANY = "too_many_login_attempts"


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name or e-mail address, and password; the same words for a wrong password and an unknown name (P20)."""

    error_messages = {"username_password_mismatch": MISMATCH}  # noqa: RUF012  # as Django writes it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].max_length = 254
        self.fields["login"].error_messages["required"] = "Enter your user name or e-mail address."
        self.fields["password"].error_messages["required"] = "Enter your password."

    def clean_login(self) -> str:
        """Return the user name, so that name and address share one budget of guesses and one hashing."""
        return user_name_for(super().clean_login())

    def clean(self) -> dict[str, Any]:
        """Refuse an account that may not sign in with the words of a wrong password."""
        cleaned: dict[str, Any] = super().clean()
        user = getattr(self, "user", None)
        if user is not None and not user.is_active:
            self.add_error(None, MISMATCH)
        return cleaned


class SignIn(LoginView):  # type: ignore[misc]  # allauth has no types
    """Sign in; afterwards the page one was going to. A refusal answers 422, too many tries 429 (C05)."""

    template_name = "accounts/sign_in.html"
    http_method_names = ("get", "head", "post")

    def get_form_class(self) -> type[Form]:
        """Return our own form."""
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add why one was signed out, what was typed, and what was wrong with it."""
        form = kwargs.get("form") or self.get_form()
        errors = sign_in_errors(form, until=london_time(real_now(self.request) + timedelta(minutes=LOCKED_MINUTES)))
        signed_out = self.request.GET.get("out") == "1" and settings.SESSION_COOKIE_AGE // 60
        told = {"form": form, "errors": errors, "has_errors": bool(errors), "signed_out": signed_out}
        return {**super().get_context_data(**{**kwargs, "form": form}), **told}

    def form_invalid(self, form: Form) -> HttpResponse:
        """Answer the same page with what is wrong."""
        locked = form.has_error("__all__", TOO_MANY)
        shown: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=429 if locked else 422)
        return shown


def sign_in_errors(form: Form, *, until: str) -> list[dict[str, str]]:
    """Return the errors of the form as the error summary shows them."""
    if form.has_error("__all__", TOO_MANY):
        return [{"text": f"Too many tries. Try again at {until}, or ring the help desk.", "href": "#login"}]
    if not form.is_bound:
        return []
    named = [(name, str(texts[0])) for name, texts in form.errors.items()]
    return [
        {"text": MISMATCH, "href": "#login"} if name == "__all__" else {"text": text, "href": f"#{name}", "name": name}
        for name, text in named
    ]


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; what a browser kept of the pages is cleared."""
    logout(request)
    response = SeeOther(reverse(settings.LOGIN_URL))
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@reads
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """Answer that one is signed in: asking makes the session last its whole idle time from now (WCAG 2.2: 2.2.1)."""
    return JsonResponse({"seconds": min(settings.SESSION_COOKIE_AGE, seconds_in_any_case(request))})


@reads
def show_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    shown = account_page(actor=actor_of(request), at=practice_now(request))
    return page(request, "accounts/account.html", shown)
