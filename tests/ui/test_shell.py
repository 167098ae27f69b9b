import re

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from cordata.ui.errors import refusal
from cordata.ui.navigation import links, url_of
from tests.clock import ROOT

POLICY = "Content-Security-Policy"


@pytest.fixture
def as_coordinator(client, anna):
    client.force_login(anna)
    return client


class TestPage:
    def test_says_where_and_when(self, as_coordinator, valley):
        page = as_coordinator.get("/about/").content.decode()

        assert escape(valley.name) in page
        assert re.search(r'<time datetime="\d{4}-\d\d-\d\d">', page)

    def test_leads_to_its_content_first(self, client, db):
        page = client.get("/about/").content.decode()

        assert page.index('href="#main"') < page.index("<header")

    def test_shows_no_rail_to_a_stranger(self, client, db):
        assert 'class="rail"' not in client.get("/about/").content.decode()

    @pytest.mark.parametrize("is_demo", [True, False])
    def test_says_that_people_are_made_up_in_the_demo_alone(self, client, db, settings, is_demo):
        settings.CORDATA_DEMO = is_demo

        assert ('class="ribbon"' in client.get("/about/").content.decode()) == is_demo

    def test_allows_nothing_inline_but_the_import_map(self, client, db):
        answer = client.get("/about/")
        policy, page = answer.headers[POLICY], answer.content.decode()

        nonce = re.search(r'<script type="importmap" nonce="([^"]+)">', page)[1]
        assert "unsafe" not in policy
        assert f"'nonce-{nonce}'" in policy
        assert "style=" not in page
        assert " onclick" not in page


class TestRail:
    def test_marks_the_place_one_is_in(self):
        current = [
            link
            for link in links(reverse("today") + "valle-d-aosta/2026-11-26/", kinds={"coordinator"})
            if link.is_current
        ]

        assert [link.url for link in current] == [reverse("today")]

    def test_marks_nothing_elsewhere(self):
        assert not any(link.is_current for link in links("/about/", kinds={"coordinator"}))

    def test_leaves_out_what_a_role_has_no_use_for(self):
        assert [link.label for link in links("/about/", kinds={"evaluator"})] == ["Figures"]

    def test_leaves_out_what_does_not_exist(self):
        assert url_of("a page that nobody wrote") == ""


class TestGallery:
    @pytest.mark.parametrize("language", ["it", "fr", "de", "en"])
    def test_shows_every_component(self, as_coordinator, settings, language):
        settings.CORDATA_DEMO = True
        as_coordinator.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        folder = ROOT / "cordata" / "ui" / "templates"
        shown = "".join(path.read_text("utf-8") for path in (folder / "ui").glob("gallery*/**/*.html"))
        shown += "".join(path.read_text("utf-8") for path in (folder / "cotton").glob("*.html"))

        answer = as_coordinator.get("/ui/")

        assert answer.status_code == 200
        names = {path.stem.replace("_", "-") for path in (folder / "cotton").glob("*.html")}
        assert {name for name in names if f"<c-{name} " not in shown and f"<c-{name}>" not in shown} == set()

    def test_is_for_those_who_build_the_screens(self, as_coordinator, settings):
        settings.CORDATA_DEMO = False

        answer = as_coordinator.get("/ui/")

        assert answer.status_code == 403
        assert "button-primary" in answer.content.decode()

    def test_asks_a_stranger_to_sign_in(self, client, db):
        assert client.get("/ui/").url == "/sign-in/?next=/ui/"


class TestErrorPages:
    def test_an_unknown_address_says_what_to_do(self, client, db):
        answer = client.get("/no/such/page/")

        assert answer.status_code == 404
        assert 'href="/"' in answer.content.decode()

    def test_a_form_without_its_token_is_sent_back(self, static_files, db):
        answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "fr"})

        assert answer.status_code == 403
        assert 'class="alone"' in answer.content.decode()

    def test_a_breakdown_is_told_without_the_database(self, static_files):
        page = render_to_string("500.html")

        assert 'class="alone"' in page

    def test_a_refusal_gives_its_reason_and_the_way_on(self, rf, static_files, db, anna):
        request = rf.post("/day/")
        request.user, request.csp_nonce, request.session = anna, "n", SessionStore()

        answer = refusal(request, "The round was published meanwhile.", back="/day/")

        assert answer.status_code == 422
        assert "The round was published meanwhile." in answer.content.decode()
        assert 'href="/day/"' in answer.content.decode()
