import pytest
from playwright.sync_api import expect

PASSWORD = "una lunga frase da montagna"


@pytest.fixture
def coordinator(transactional_db, django_user_model):
    return django_user_model.objects.create_user(
        "anna@example.org", PASSWORD, first_name="Anna", last_name="Perret", language="en", is_staff=True
    )


@pytest.fixture
def gallery(signed_in, coordinator):
    page = signed_in(coordinator)
    page.goto("/ui/")
    return page


class TestSigningIn:
    def test_opens_the_page_that_was_asked_for(self, page, coordinator):
        page.goto("/sign-in/?next=/about/")

        page.locator("#id_email").fill("anna@example.org")
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")

        expect(page.locator("h1")).to_have_text("About Cordata")

    def test_puts_the_keyboard_on_what_was_refused(self, page, coordinator):
        page.goto("/sign-in/?next=/about/")

        page.locator("#id_email").fill("anna@example.org")
        page.locator("#id_password").fill("wrong")
        with page.expect_response(lambda response: response.request.method == "POST") as refused:
            page.keyboard.press("Enter")

        assert refused.value.status == 422
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.locator("#id_email")).to_have_value("anna@example.org")

    def test_speaks_another_language_on_the_same_page(self, page, coordinator):
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

    def test_is_a_part_of_the_page_without_scripts(self, browser, server, signed_in, coordinator):
        cookies = signed_in(coordinator).context.cookies()
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
