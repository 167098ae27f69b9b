import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


class TestAPassword:
    @pytest.mark.parametrize(
        "password",
        ["cordata cordata cordata", "Valle d'Aosta 2026", "infermière Aosta", "AUSL.Cordata.2026!", "password12345"],
    )
    def test_of_our_own_words_is_refused(self, password):
        with pytest.raises(ValidationError):
            validate_password(password)

    @pytest.mark.parametrize(
        "password",
        [
            "quattro larici dopo pioggia",
            "8392 1147 5520 6631",
            "§¶•ªº≈ç√∫~µ≤≥",
            "a valle nevica piano stasera",
            "x7Q" * 21,
        ],
    )
    def test_of_any_other_kind_will_do(self, password):
        assert validate_password(password) is None

    def test_that_is_short_is_refused(self):
        with pytest.raises(ValidationError):
            validate_password("larice verde"[:11])
