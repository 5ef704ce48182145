"""Pages about money: an invoice, ways to pay it, the cashier's desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from billing.access import invoice_or_404, invoice_paid_by, invoice_seen_by, requires_role
from billing.errors import BillingError, NothingToPay, OwnPayment, ReceiptUsed, UnknownAttempt, WrongAmount
from billing.forms import CounterPaymentForm, SearchForm, TestCardForm, WayToPayForm
from billing.ledger import InvoiceState
from billing.models import Invoice, PaymentAttempt
from billing.payers import is_payer
from billing.providers import is_offered_here
from billing.providers.demo import attempt_code, bank_answers, demo
from billing.queries import account_of, find_attempt, invoices_owed_first
from billing.services import receive_event, record_counter_payment, start_payment
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial

SHOWN_AT_THE_DESK = 50


@require_GET
@requires_role()
def show_invoice(request: HttpRequest, number: str) -> HttpResponse:
    """Show an invoice and where it stands."""
    invoice = invoice_seen_by(request.user, number)
    return render(request, "billing/invoice.html", _about(request, invoice))


@require_GET
@requires_role()
def show_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Show the receipt of an invoice that is paid."""
    invoice = invoice_seen_by(request.user, number)
    if account_of(invoice).payment is None:
        raise Http404
    return render(request, "billing/receipt.html", _about(request, invoice))


@require_http_methods(["GET", "POST"])
@requires_role()
def choose_how_to_pay(request: HttpRequest, number: str) -> HttpResponse:
    """Let the payer choose a way to pay, and send them there."""
    invoice = invoice_paid_by(request.user, number)
    if account_of(invoice).state is not InvoiceState.OWED:
        return _refuse(request, invoice, NothingToPay(number), 409)
    form = WayToPayForm(_posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        return _start(request, invoice, form.cleaned_data["provider"])
    status = 422 if form.is_bound else 200
    return render(request, "billing/pay.html", {**_about(request, invoice), "form": form}, status=status)


@require_GET
@requires_role()
def pay_at_counter(request: HttpRequest, number: str) -> HttpResponse:
    """Say what to bring to the counter."""
    invoice = invoice_paid_by(request.user, number)
    return render(request, "billing/counter.html", _about(request, invoice))


@require_http_methods(["GET", "POST"])
@requires_role()
def demo_card(request: HttpRequest, token: str) -> HttpResponse:
    """Play the bank: a page with two test cards, open to the payer alone."""
    attempt = _attempt_of(request, token)
    if attempt.state != PaymentAttempt.State.STARTED:
        return _after(request, attempt)
    form = TestCardForm(_posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        return _charge(request, attempt, form)
    status = 422 if form.is_bound else 200
    context = {**_about(request, attempt.invoice), "form": form}
    return render(request, "billing/demo_card.html", context, status=status)


@require_GET
@requires_role("cashier")
def cashier(request: HttpRequest) -> HttpResponse:
    """List invoices, those still owed first, and search them."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = invoices_owed_first(words, SHOWN_AT_THE_DESK)
    context = {"form": form, "accounts": found, "words": words, "limit": SHOWN_AT_THE_DESK}
    return render(request, "billing/cashier.html", context)


@require_http_methods(["GET", "POST"])
@requires_role("cashier")
def record_payment(request: HttpRequest, number: str) -> HttpResponse:
    """Record a payment at the counter."""
    invoice = invoice_or_404(number)
    if is_payer(invoice, request.user):
        return _refuse(request, invoice, OwnPayment(), 403)
    form = CounterPaymentForm(_posted(request), initial=kept_initial(request), currency=invoice.currency)
    if request.method == "POST" and form.is_valid():
        return _record(request, invoice, form)
    if not form.is_bound and account_of(invoice).state is not InvoiceState.OWED:
        return _refuse(request, invoice, NothingToPay(number), 409)
    return _ask_cashier(request, invoice, form)


def _posted(request: HttpRequest) -> Any:
    # An empty form that was sent is still a form that was sent.
    return request.POST if request.method == "POST" else None


def _ask_cashier(request: HttpRequest, invoice: Invoice, form: CounterPaymentForm) -> HttpResponse:
    context = {**_about(request, invoice), "form": form}
    return render(request, "billing/record_payment.html", context, status=422 if form.is_bound else 200)


def _record(request: HttpRequest, invoice: Invoice, form: CounterPaymentForm) -> HttpResponse:
    try:
        record_counter_payment(invoice=invoice, actor=request.user, **form.cleaned_data)
    except WrongAmount as error:
        form.add_error("amount", sentence_of(error))
    except ReceiptUsed as error:
        form.add_error("receipt", sentence_of(error))
    except NothingToPay as error:
        return _refuse(request, invoice, error, 409)
    except OwnPayment as error:
        return _refuse(request, invoice, error, 403)
    else:
        forget_kept(request)
        return redirect("receipt", invoice.number)
    return _ask_cashier(request, invoice, form)


def _start(request: HttpRequest, invoice: Invoice, provider: str) -> HttpResponse:
    try:
        _attempt, address = start_payment(invoice=invoice, provider=provider, actor=request.user)
    except BillingError as error:
        return _refuse(request, invoice, error, 409)
    return HttpResponseRedirect(address)


def _attempt_of(request: HttpRequest, token: str) -> PaymentAttempt:
    try:
        attempt = find_attempt(attempt_code(token))
    except UnknownAttempt as error:
        raise Http404 from error
    if attempt is None or not is_payer(attempt.invoice, request.user) or not is_offered_here(demo):
        raise Http404
    return attempt


def _charge(request: HttpRequest, attempt: PaymentAttempt, form: TestCardForm) -> HttpResponse:
    if account_of(attempt.invoice).state is not InvoiceState.OWED:
        return _refuse(request, attempt.invoice, NothingToPay(attempt.invoice.number), 409)
    event = demo.read_event(bank_answers(attempt, form.chosen()))
    try:
        return _after(request, receive_event(provider=demo.name, event=event))
    except BillingError as error:
        return _refuse(request, attempt.invoice, error, 409)


def _after(request: HttpRequest, attempt: PaymentAttempt) -> HttpResponse:
    if attempt.state == PaymentAttempt.State.DECLINED:
        return redirect(f"{reverse('invoice', args=[attempt.invoice.number])}?declined=1")
    return redirect("receipt", attempt.invoice.number)


def _refuse(request: HttpRequest, invoice: Invoice, error: BillingError, status: int) -> HttpResponse:
    context = {**_about(request, invoice), "error": error}
    return render(request, "billing/refused.html", context, status=status)


def _about(request: HttpRequest, invoice: Invoice) -> dict[str, Any]:
    person: Any = request.user
    return {
        "invoice": invoice,
        "account": account_of(invoice),
        "is_payer": is_payer(invoice, person),
        "is_cashier": person.has_role("cashier"),
        "declined": "declined" in request.GET,
    }
