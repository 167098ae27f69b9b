"""Each promise of the strict bench, broken once to see it go red."""

import socket
import warnings
from datetime import datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from django.utils import timezone

from cordata.accounts.models import Area, User
from tests.bench import needs
from tests.bench.network import LeftTheMachine
from tests.bench.pages import FormFault, check_forms
from tests.bench.templates import UnknownTemplateVariable
from tests.clock import EIGHT, TODAY


def page_with_a_careless_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<form method="post"></form>')


urlpatterns = [path("", page_with_a_careless_form)]


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


class TestTemplates:
    @pytest.mark.parametrize(
        "source",
        [
            "{{ nobody }}",
            "{{ visit.nobody }}",
            "{% for one in nobody %}{{ one }}{% endfor %}",
            "{% with one=nobody %}{{ one }}{% endwith %}",
            "{{ nobody|default:'' }}",
        ],
    )
    def test_an_unknown_variable_fails(self, source):
        with pytest.raises(UnknownTemplateVariable, match="nobody"):
            rendered(source, visit=TODAY)

    def test_an_if_may_ask_whether_something_is_there(self):
        assert rendered("{% if nobody %}yes{% else %}no{% endif %}") == "no"

    def test_an_if_may_not_misspell_what_is_there(self):
        with pytest.raises(UnknownTemplateVariable, match="Area for 'nmae'"):
            rendered("{% if area.nmae %}yes{% endif %}", area=Area(name="Tarentaise"))

    def test_a_none_prints_and_a_known_list_loops(self):
        assert rendered("{% for one in many %}{{ one }}{% empty %}none{% endfor %}", many=[1, 2]) == "12"

    @pytest.mark.django_db
    def test_a_row_that_is_not_there_stays_silent(self):
        assert rendered("{{ user.professional }}{% if user.professional %}yes{% endif %}", user=User(pk=1)) == ""

    def test_a_components_unknown_attribute_fails(self):
        from django_cotton.templatetags import Attrs

        with pytest.raises(UnknownTemplateVariable, match="line"):
            Attrs({}).unprocessable("line")


@pytest.mark.django_db
class TestQueries:
    @pytest.fixture
    def areas(self):
        return [Area.objects.create(code=f"a{n}", name=f"Area {n}", country="IT") for n in range(3)]

    def test_without_an_order_come_back_turned(self, areas):
        assert list(Area.objects.all()) == [*areas[1:], areas[0]]

    def test_walked_without_an_order_come_back_turned_too(self, areas):
        assert list(Area.objects.iterator()) == [*areas[1:], areas[0]]

    def test_with_an_order_come_back_in_it(self, areas):
        assert list(Area.objects.order_by("pk")) == areas == list(Area.objects.order_by("pk").iterator())

    def test_are_counted(self, assert_num_queries):
        with assert_num_queries(1):
            Area.objects.count()


class TestPages:
    def test_a_post_without_its_token_fails(self):
        with pytest.raises(FormFault, match="/visits/"):
            check_forms('<form method="post" action="/visits/"><input name="note"></form>')

    def test_a_get_that_would_show_its_token_fails(self):
        with pytest.raises(FormFault, match="address"):
            check_forms('<form><input type="hidden" name="csrfmiddlewaretoken" value="x"></form>')

    def test_an_hx_post_outside_a_form_fails(self):
        with pytest.raises(FormFault, match="hx-post"):
            check_forms('<button hx-post="/pins/">Pin</button>')

    def test_a_form_with_its_token_passes(self):
        check_forms('<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x"></form>')

    def test_every_page_a_client_receives_is_checked(self, settings, client):
        settings.ROOT_URLCONF = __name__

        with pytest.raises(FormFault):
            client.get("/")


class TestTimes:
    @pytest.mark.django_db
    def test_a_naive_time_fails(self):
        with pytest.raises(RuntimeWarning, match="naive"):
            User.objects.create(email="anna@example.org", last_login=datetime(2026, 11, 26, 8))  # noqa: DTZ001

    def test_a_warning_fails(self):
        with pytest.raises(DeprecationWarning):
            warnings.warn("old", DeprecationWarning, stacklevel=1)

    def test_eight_is_eight_in_the_valley(self):
        assert f"{timezone.localtime(EIGHT):%a %H:%M}" == "Thu 08:00"


class TestNetwork:
    @pytest.mark.parametrize("reach", ["connect", "connect_ex"])
    def test_another_host_is_out_of_reach(self, reach):
        with socket.socket() as loose, pytest.raises(LeftTheMachine, match=r"192\.0\.2\.1"):
            getattr(loose, reach)(("192.0.2.1", 80))

    def test_another_host_is_not_even_looked_up(self):
        with pytest.raises(LeftTheMachine, match="example"):
            socket.getaddrinfo("example.org", 80)

    def test_this_machine_is_within_reach(self):
        assert socket.getaddrinfo("localhost", 80)


class TestNeeds:
    def test_missing_files_are_named(self, monkeypatch, tmp_path):
        monkeypatch.setattr(needs, "SHARED", tmp_path / "shared")

        assert "large files" in needs.lacking("shared")

    def test_a_missing_browser_is_named(self, monkeypatch):
        monkeypatch.setattr(needs, "CHROMIUM", ("no-such-browser",))

        assert needs.lacking("browser") == "no chromium is installed"

    def test_in_ci_a_missing_browser_fails(self, monkeypatch, request):
        monkeypatch.setattr(needs, "CHROMIUM", ("no-such-browser",))
        monkeypatch.setenv("CI", "true")
        request.node.add_marker("browser")

        with pytest.raises(pytest.fail.Exception, match="In CI every test runs"):
            needs.pytest_runtest_setup(request.node)
