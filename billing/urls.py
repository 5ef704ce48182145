"""The addresses of the pages about money, all on a Party's own site."""

from django.urls import path

from billing import views

urlpatterns = [
    path("invoices/<str:number>/", views.show_invoice, name="invoice"),
    path("invoices/<str:number>/receipt/", views.show_receipt, name="receipt"),
    path("invoices/<str:number>/pay/", views.choose_how_to_pay, name="pay"),
    path("invoices/<str:number>/counter/", views.pay_at_counter, name="pay_at_counter"),
    path("pay/demo/<str:token>/", views.demo_card, name="demo_card"),
    path("cashier/", views.cashier, name="cashier"),
    path("cashier/<str:number>/", views.record_payment, name="record_payment"),
]
