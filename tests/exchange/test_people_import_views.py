"""Bringing people in, screen by screen."""

import pytest
from django.conf import settings
from django.urls import reverse

from cordata.accounts.models import AuditEntry, AuditPerson
from cordata.exchange.models import PeopleImport
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import Resident
from tests.exchange.people import BRUNA, HEADINGS, as_xlsx, table, uploaded


@pytest.fixture
def client(client, anna):
    """Anna's browser."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(anna)
    return client


def send(client, content: bytes, name: str = "persone.csv", **more: object):
    """Upload a table."""
    organisation = more.get("organisation") or ""
    return client.post(reverse("people_imports"), {"file": uploaded(content, name), "organisation": organisation})


def page(name: str, found: PeopleImport, **more: object) -> str:
    """Return the address of a page about an import."""
    return reverse(name, kwargs={"import_id": found.pk, **more})


def columns(*keys: str) -> dict[str, str]:
    """Return what each column holds as the page sends it; the further ones are left out."""
    return {f"column_{at}": key for at, key in enumerate((*keys, *"--------")[:8])}


class TestUploading:
    def test_leads_to_the_columns_with_those_that_are_known_chosen(self, client, usl, claudio):
        answer = send(client, table(BRUNA), organisation=usl.pk)

        columns = client.get(answer["Location"]).content.decode()
        assert '<option value="family_name" selected>' in columns
        assert "Jocallaz" in columns

    def test_takes_a_workbook(self, client, usl, claudio):
        send(client, as_xlsx(HEADINGS, BRUNA), name="people.xlsx", organisation=usl.pk)

        assert PeopleImport.objects.get().mapping["born_on"] == 3

    def test_says_why_a_file_is_no_table(self, client, usl):
        answer = send(client, b"\x89PNG\r\n\x1a\n", name="photo.csv", organisation=usl.pk)

        assert answer.status_code == 422
        assert "a file that is no spreadsheet" in answer.content.decode()

    def test_asks_for_a_file(self, client, usl):
        answer = client.post(reverse("people_imports"), {"organisation": usl.pk})

        assert answer.status_code == 422

    def test_is_for_coordinators(self, client, valentina, usl):
        client.force_login(valentina.user)

        assert send(client, table(BRUNA), organisation=usl.pk).status_code == 403
        assert client.get(reverse("people_imports")).status_code == 403

    def test_costs_few_queries(self, client, anna, django_assert_max_num_queries):
        with django_assert_max_num_queries(9):
            client.get(reverse("people_imports"))


class TestNamingTheColumns:
    def test_is_remembered_for_the_same_headings(self, client, usl, claudio):
        strange = ("A1", "B2", "C3")
        send(client, table(("x", "Perron", "Ida"), headings=strange), organisation=usl.pk)
        first = PeopleImport.objects.get()
        client.post(page("people_import_columns", first), columns("-", "family_name", "given_name"))

        send(client, table(("y", "Perron", "Ada"), headings=strange), organisation=usl.pk)

        assert PeopleImport.objects.latest("pk").mapping == {"family_name": 1, "given_name": 2}

    def test_refuses_a_table_without_names(self, client, usl):
        send(client, table(BRUNA), organisation=usl.pk)
        found = PeopleImport.objects.get()

        answer = client.post(page("people_import_columns", found), columns("id"))

        assert answer.status_code == 422
        assert "which columns hold the names" in answer.content.decode()

    def test_refuses_one_meaning_for_two_columns(self, client, usl):
        send(client, table(BRUNA), organisation=usl.pk)
        found = PeopleImport.objects.get()

        answer = client.post(
            page("people_import_columns", found),
            columns("-", "family_name", "given_name", "given_name"),
        )

        assert answer.status_code == 422
        assert "chosen for more than one column" in answer.content.decode()


class TestThePreview:
    def test_shows_every_fault_at_once(self, client, bring):
        found = bring(table((*BRUNA[:3], "31/02/1941", "Nowhere", "", "", "none")))

        shown = client.get(page("people_import", found)).content.decode()

        assert "a commune of your area" in shown
        assert "a date such as" in shown
        assert "one telephone number" in shown

    def test_names_the_one_name_that_is_missing(self, client, claudio, bring):
        found = bring(table((BRUNA[0], BRUNA[1], "", *BRUNA[3:])))

        shown = client.get(page("people_import", found)).content.decode()

        assert "a given name" in shown
        assert "a given name and a family name" not in shown

    def test_says_beside_the_button_what_it_waits_for(self, client, claudio, bring):
        found = bring(table(BRUNA, ("18", "Savin", "Ada", "31/02/1941", *BRUNA[4:])))

        shown = client.get(page("people_import", found)).content.decode()

        assert "To take the table in, tick first" in shown

    def test_shows_what_stands_and_what_would(self, client, claudio, take_in, bring):
        take_in(table(BRUNA))
        found = bring(table((*BRUNA[:7], "0165 905799")))

        shown = client.get(page("people_import", found)).content.decode()

        assert "<del>0165 905700</del>" in shown
        assert "<ins>0165 905799</ins>" in shown

    def test_tells_nothing_of_somebody_who_left_the_area_since(self, client, claudio, tarentaise, take_in, bring):
        take_in(table(BRUNA))
        found = bring(table((*BRUNA[:7], "0165 905799")))
        type(claudio.household.commune).objects.update(area=tarentaise)

        shown = client.get(page("people_import", found)).content.decode()

        assert "Bruna Jocallaz" in shown
        assert "0165 905700" not in shown

    def test_keeps_who_was_shown_in_the_audit(self, client, claudio, take_in, bring):
        take_in(table(BRUNA))
        found = bring(table((*BRUNA[:7], "0165 905799")))

        client.get(page("people_import", found))

        entry = AuditEntry.objects.latest("pk")
        assert entry.where == "people_import"
        assert list(entry.persons.values_list("person_id", flat=True)) == [
            Resident.objects.get(family_name="Jocallaz").pk
        ]

    def test_asks_who_somebody_alike_is(self, client, claudio, bring):
        refresh_search_words(claudio)
        found = bring(table(("", "Dayne", "Claudio", "14/03/1938", "Valsavarenche", "Dégioz", "", "")))

        shown = client.get(page("people_import", found)).content.decode()

        assert f'value="same:{claudio.pk}"' in shown

    def test_does_not_name_somebody_alike_whom_one_does_not_see(self, client, claudio, tarentaise, bring):
        refresh_search_words(claudio)
        found = bring(table(("", "Dayne", "Claudio", "14/03/1938", "Valsavarenche", "Dégioz", "", "")))
        type(claudio.household.commune).objects.update(area=tarentaise)

        shown = client.get(page("people_import", found)).content.decode()

        assert "Somebody in Tarentaise is" in shown
        assert "Dayné" not in shown
        assert AuditPerson.objects.get(person_id=claudio.pk).ground == AuditPerson.Ground.MATCH

    def test_is_only_for_who_brought_the_table(self, client, bruno, claudio, bring):
        found = bring(table(BRUNA))
        client.force_login(bruno)

        assert client.get(page("people_import", found)).status_code == 404

    def test_survives_an_unknown_number(self, client):
        assert client.get(reverse("people_import", kwargs={"import_id": 999})).status_code == 404

    def test_costs_as_many_queries_for_many_rows_as_for_one(
        self, client, claudio, take_in, bring, django_assert_max_num_queries
    ):
        people = [(str(number), f"Perron{number}", *BRUNA[2:]) for number in range(30)]
        take_in(table(*people))
        found = bring(table(*[(*one[:7], "0165 1") for one in people]))

        with django_assert_max_num_queries(18):
            client.get(page("people_import", found))


class TestTheAnswers:
    def test_are_kept(self, client, claudio, bring):
        refresh_search_words(claudio)
        found = bring(table(("", "Dayne", "Claudio", "14/03/1938", "Valsavarenche", "Dégioz", "", "")))

        client.post(page("people_import_choice", found, row=2), {"choice": f"same:{claudio.pk}"})

        assert found.rows.get().chosen == claudio

    def test_name_nobody_but_those_alike(self, client, claudio, rosina, bring):
        refresh_search_words(claudio)
        found = bring(table(("", "Dayne", "Claudio", "14/03/1938", "Valsavarenche", "Dégioz", "", "")))

        answer = client.post(page("people_import_choice", found, row=2), {"choice": f"same:{rosina.pk}"})

        assert answer.status_code == 404
        assert found.rows.get().chosen is None

    def test_are_those_offered(self, client, claudio, bring):
        refresh_search_words(claudio)
        found = bring(table(("", "Dayne", "Claudio", "14/03/1938", "Valsavarenche", "Dégioz", "", "")))

        answer = client.post(page("people_import_choice", found, row=2), {"choice": "maybe"})

        assert answer.status_code == 422


class TestTakingIn:
    def test_stores_the_people_and_offers_to_undo(self, client, claudio, bring):
        found = bring(table(BRUNA))

        answer = client.post(page("people_import_intake", found), follow=True)

        assert "Undo the import" in answer.content.decode()
        assert Resident.objects.filter(family_name="Jocallaz").exists()

    def test_wants_to_hear_that_rows_with_faults_stay_out(self, client, claudio, bring):
        found = bring(table(BRUNA, ("18", "Perron", "", "", "Valsavarenche", "", "", "")))

        told = client.post(page("people_import_intake", found), follow=True).content.decode()

        assert "Say that the rows with faults stay out" in told
        assert not Resident.objects.filter(family_name="Jocallaz").exists()

    def test_leaves_rows_with_faults_out_when_told_to(self, client, claudio, bring):
        found = bring(table(BRUNA, ("18", "Perron", "", "", "Valsavarenche", "", "", "")))

        client.post(page("people_import_intake", found), {"leaves_faults": "on"})

        assert list(Resident.objects.order_by("pk").values_list("family_name", flat=True)) == ["Dayné", "Jocallaz"]

    def test_is_undone_from_the_result(self, client, claudio, take_in):
        found = take_in(table(BRUNA))

        told = client.post(page("people_import_undoing", found), follow=True).content.decode()

        assert "Everything is as it was before the import" in told
        assert not Resident.objects.filter(family_name="Jocallaz").exists()

    def test_is_refused_to_a_stranger(self, client, camille, claudio, bring):
        found = bring(table(BRUNA))
        client.force_login(camille)

        for name in ("people_import_intake", "people_import_undoing", "people_import_removal"):
            assert client.post(page(name, found)).status_code == 404

    def test_is_no_longer_for_whose_role_ended(self, client, anna, claudio, bring):
        found = bring(table(BRUNA))
        anna.roles.update(ends_on="2026-01-02")

        assert client.post(page("people_import_intake", found)).status_code == 403


class TestGivingUp:
    def test_removes_the_table_and_what_was_read_of_it(self, client, claudio, bring):
        found = bring(table(BRUNA))

        client.post(page("people_import_removal", found))

        assert not PeopleImport.objects.exists()

    def test_is_too_late_once_it_is_taken_in(self, client, claudio, take_in):
        found = take_in(table(BRUNA))

        told = client.post(page("people_import_removal", found), follow=True).content.decode()

        assert "Undo it instead" in told
