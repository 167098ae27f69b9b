import json
import re

import pytest
from django.template.loader import render_to_string

from cordata.ui.assets import import_map
from cordata.ui.flash import tell
from tests.clock import ROOT

ICON = re.compile(r'<c-icon name="([a-z0-9-]+)"|icon="([a-z0-9-]+)"|icons\.svg\' %}#([a-z0-9-]+)')


class TestImportMap:
    def test_leads_every_module_to_its_hashed_file(self, static_files):
        targets = import_map()["imports"].values()

        assert all(re.search(r"\.[0-9a-f]{12}\.js$", target) for target in targets)

    def test_knows_ours_and_the_others(self, static_files):
        imports = import_map()["imports"]

        assert {"htmx.org", "maplibre-gl", "maplibre-gl/worker", "/static/app/main.js"} <= set(imports)


class TestIcons:
    def test_every_icon_of_a_template_is_in_the_sprite(self):
        listed = set(json.loads((ROOT / "package.json").read_text())["icons"])
        texts = [path.read_text("utf-8") for path in (ROOT / "cordata").rglob("*.html")]
        used = {name for text in texts for found in ICON.findall(text) for name in found if name}

        assert used - listed == set()


class TestTell:
    def test_offers_to_take_it_back(self, rf, client, anna, settings):
        client.force_login(anna)
        request = client.get("/about/").wsgi_request

        tell(request, "Rosina B. moved to Luc's round.", undo="/day/undo/")
        html = render_to_string("ui/messages.html", {"oob": False}, request)

        assert 'action="/day/undo/"' in html
        assert "Rosina B. moved" in html

    @pytest.mark.parametrize("oob", [True, False])
    def test_may_travel_inside_a_partial_answer(self, rf, client, anna, oob):
        client.force_login(anna)
        request = client.get("/about/").wsgi_request

        html = render_to_string("ui/messages.html", {"oob": oob}, request)

        assert ('hx-swap-oob="true"' in html) == oob
