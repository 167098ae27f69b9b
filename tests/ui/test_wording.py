from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from cordata.ui.wording import date_words, day_words, distance_words, duration_words, moment_words


class TestDayWords:
    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "Thu 26 Nov"), ("it", "gio 26 nov"), ("fr", "jeu. 26 nov."), ("de", "Do 26. Nov.")],
    )
    def test_says_the_weekday_in_each_languages_manner(self, language, said):
        with override(language):
            assert day_words(date(2026, 11, 26)) == said


class TestDateWords:
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", "26 November 2026"),
            ("it", "26 novembre 2026"),
            ("fr", "26 novembre 2026"),
            ("de", "26. November 2026"),
        ],
    )
    def test_says_the_whole_date_in_each_languages_manner(self, language, said):
        with override(language):
            assert date_words(date(2026, 11, 26)) == said

    def test_says_an_instant_as_the_valleys_clocks_show_it(self):
        with override("it"):
            assert moment_words(datetime(2026, 11, 25, 23, 30, tzinfo=UTC)) == "26 novembre 2026, 00:30"


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
