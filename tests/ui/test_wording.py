from datetime import date

import pytest
from django.utils.translation import override

from cordata.ui.wording import day_words, distance_words, duration_words


class TestDayWords:
    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "Thu 26 Nov"), ("it", "gio 26 nov"), ("fr", "jeu. 26 nov."), ("de", "Do 26. Nov.")],
    )
    def test_says_the_weekday_in_each_languages_manner(self, language, said):
        with override(language):
            assert day_words(date(2026, 11, 26)) == said


class TestDurationWords:
    @pytest.mark.parametrize(
        ("seconds", "said"), [(0, "0 min"), (3_000, "50 min"), (7_200, "2 h"), (22_200, "6 h 10"), (3_599, "1 h")]
    )
    def test_says_hours_and_minutes(self, seconds, said):
        with override("en"):
            assert duration_words(seconds) == said


class TestDistanceWords:
    @pytest.mark.parametrize(
        ("metres", "said"),
        [(0, "0 m"), (804, "800 m"), (994, "990 m"), (996, "1 km"), (1_000, "1 km"), (12_400, "12 km")],
    )
    def test_says_metres_below_a_kilometre(self, metres, said):
        with override("en"):
            assert distance_words(metres) == said
