from django.urls import path

from cordata.accounts.views import entrance

urlpatterns = [
    path("sign-in/", entrance.sign_in, name="sign_in"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
    path("language/", entrance.language, name="language"),
]
