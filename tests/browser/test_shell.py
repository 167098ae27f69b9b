import pytest
from playwright.sync_api import expect

from tests.village import PASSWORD


@pytest.fixture
def gallery(as_anna, settings):
    settings.CORDATA_DEMO = True
    as_anna.goto("/ui/")
    return as_anna


class TestSigningIn:
    def test_opens_the_page_that_was_asked_for(self, page, anna):
        page.goto("/sign-in/?next=/about/")

        page.locator("#id_email").fill(anna.email)
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")

        expect(page.locator("h1")).to_have_text("About Cordata")

    def test_puts_the_keyboard_on_what_was_refused(self, page, anna):
        page.goto("/sign-in/?next=/about/")

        page.locator("#id_email").fill(anna.email)
        page.locator("#id_password").fill("wrong")
        with page.expect_response(lambda response: response.request.method == "POST") as refused:
            page.keyboard.press("Enter")

        assert refused.value.status == 422
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.locator("#id_email")).to_have_value(anna.email)

    def test_speaks_another_language_on_the_same_page(self, page, anna):
        page.goto("/sign-in/?next=/about/")

        page.locator("details.menu summary").click()
        page.get_by_role("button", name="Français").click()

        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page).to_have_url("/sign-in/?next=/about/")


class TestAccessibility:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing_in_the_gallery(self, gallery, axe, scheme):
        gallery.emulate_media(color_scheme=scheme)

        axe(gallery)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("address", ["/sign-in/?next=/about/", "/about/"])
    def test_axe_finds_nothing_before_signing_in(self, page, axe, address, scheme):
        page.emulate_media(color_scheme=scheme)
        page.goto(address)

        axe(page)

    def test_the_keyboard_can_skip_to_the_content(self, gallery):
        gallery.evaluate("document.activeElement.blur()")
        gallery.evaluate("window.scrollTo(0, 0)")
        gallery.locator(".skip-link").focus()

        gallery.keyboard.press("Enter")

        expect(gallery.locator("main")).to_be_focused()

    def test_text_at_twice_the_size_still_fits(self, gallery):
        gallery.set_viewport_size({"width": 720, "height": 450})  # what 200 % leaves of a desk's 1440 by 900

        assert gallery.evaluate("document.documentElement.scrollWidth") <= 720


class TestDialog:
    def test_opens_over_the_page_and_gives_the_keyboard_back(self, gallery):
        opener = gallery.get_by_role("link", name="Open the dialog").last
        opener.focus()

        gallery.keyboard.press("Enter")
        expect(gallery.get_by_role("dialog", name="Cancel this visit?")).to_be_visible()
        gallery.keyboard.press("Escape")

        expect(gallery.get_by_role("dialog")).to_have_count(0)
        expect(opener).to_be_focused()

    def test_is_a_part_of_the_page_without_scripts(self, browser, server, as_anna, settings):
        settings.CORDATA_DEMO = True
        cookies = as_anna.context.cookies()
        with browser.new_context(java_script_enabled=False, base_url=server) as context:
            context.add_cookies(cookies)
            page = context.new_page()

            page.goto("/ui/")

            expect(page.get_by_text("Her next visit stays on Friday.")).to_be_visible()


class TestRows:
    def test_arrows_move_between_rows(self, gallery):
        first, second = gallery.locator("[data-rows] .row-link").all()[:2]
        first.focus()

        gallery.keyboard.press("ArrowDown")

        expect(second).to_be_focused()


class TestMenus:
    def test_escape_closes_the_menu_and_keeps_the_keyboard(self, gallery):
        summary = gallery.locator("details.menu summary").first
        summary.click()

        gallery.keyboard.press("Escape")

        expect(gallery.locator("details.menu").first).not_to_have_attribute("open", "")
        expect(summary).to_be_focused()


MESSAGE = """document.querySelector("#messages").innerHTML =
  '<li data-message><button data-message-close>Close</button></li>';
document.dispatchEvent(new CustomEvent("htmx:after:swap", { bubbles: true }))"""


class TestMessages:
    @pytest.fixture
    def told(self, as_anna, settings):
        settings.CORDATA_DEMO = True
        as_anna.clock.install()
        as_anna.goto("/ui/")
        as_anna.evaluate(MESSAGE)
        return as_anna

    def test_leave_after_ten_seconds(self, told):
        told.clock.run_for(9_900)
        expect(told.locator("[data-message]")).to_have_count(1)

        told.clock.run_for(200)

        expect(told.locator("[data-message]")).to_have_count(0)

    def test_stay_while_the_keyboard_is_in_them(self, told):
        told.locator("[data-message-close]").focus()

        told.clock.run_for(15_000)

        expect(told.locator("[data-message]")).to_have_count(1)

    def test_can_be_sent_away(self, told):
        told.locator("[data-message-close]").click()

        expect(told.locator("[data-message]")).to_have_count(0)


class TestPaper:
    def test_carries_the_content_without_the_frame(self, gallery):
        gallery.emulate_media(media="print")

        expect(gallery.locator(".rail")).to_be_hidden()
        expect(gallery.locator(".top-bar")).to_be_hidden()
        expect(gallery.get_by_role("heading", name="Components")).to_be_visible()
