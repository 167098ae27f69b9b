"""One entry for each request that shows, changes or is refused somebody, stored with what the request does."""

import pytest
from django.contrib.auth import login, logout
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import RequestFactory

from cordata.accounts.auditing import Looks, Shown, ToldTooLate, hash_words, record_job
from cordata.accounts.models import AuditEntry, AuditPerson
from tests.clock import NINE

What, Ground = AuditEntry.What, AuditPerson.Ground
pages = pytest.mark.urls("tests.accounts.audit_pages")


def kept() -> AuditEntry:
    """Return the one entry there is."""
    return AuditEntry.objects.order_by("pk").get()


def persons(entry: AuditEntry) -> set[tuple[int, str, str]]:
    return set(entry.persons.order_by("pk").values_list("person_id", "what", "ground"))


@pytest.fixture
def signed_in(client, anna):
    """Anna's browser."""
    client.force_login(anna)
    return client


@pages
class TestAPageThatShowsSomebody:
    def test_leaves_who_what_where_when_why_and_from_where(self, signed_in, anna, claudio):
        signed_in.get(f"/page/{claudio.pk}/", REMOTE_ADDR="10.0.0.7")

        entry = kept()
        assert (entry.user_id, entry.what, entry.where, entry.status) == (anna.pk, What.READ, "page", 200)
        assert (entry.roles, entry.address) == ("coordinator@valle-d-aosta", "10.0.0.7")
        assert (entry.at - NINE).total_seconds() < 60
        assert persons(entry) == {(claudio.pk, What.READ, Ground.AREA)}

    def test_costs_four_queries(self, signed_in, claudio, assert_num_queries):
        with assert_num_queries(2 + 1 + 4):  # session and user; the person; grounds, roles, entry, persons
            signed_in.get(f"/page/{claudio.pk}/")

    def test_leaves_nothing_when_it_shows_nobody(self, signed_in):
        signed_in.get("/nobody/")

        assert not AuditEntry.objects.exists()

    def test_takes_the_address_from_the_server_in_front_where_there_is_one(self, signed_in, claudio, settings):
        settings.CORDATA_PROXIES = 1

        signed_in.get(f"/page/{claudio.pk}/", headers={"X-Forwarded-For": "1.2.3.4, 10.0.0.9"})

        assert kept().address == "10.0.0.9"

    def test_keeps_no_address_that_is_none(self, signed_in, claudio):
        signed_in.get(f"/page/{claudio.pk}/", REMOTE_ADDR="")

        assert kept().address is None


@pages
class TestAChange:
    def test_is_kept_as_one(self, signed_in, claudio):
        signed_in.post(f"/page/{claudio.pk}/")

        assert persons(kept()) == {(claudio.pk, What.WRITE, Ground.AREA)}
        assert kept().what == What.WRITE

    def test_is_kept_even_when_the_view_tells_nobody(self, signed_in, claudio):
        signed_in.post(f"/silent/{claudio.pk}/")

        assert persons(kept()) == {(claudio.pk, What.WRITE, Ground.AREA)}

    def test_that_was_refused_is_a_look(self, signed_in, claudio):
        signed_in.post(f"/page/{claudio.pk}/?status=422")

        assert persons(kept()) == {(claudio.pk, What.READ, Ground.AREA)}

    def test_that_fails_is_rolled_back_with_its_entry(self, signed_in, claudio):
        signed_in.post(f"/page/{claudio.pk}/?status=500")

        claudio.refresh_from_db()
        assert claudio.given_name == "Claudio"
        assert not AuditEntry.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_is_one_transaction_and_reading_is_none(self, signed_in):
        assert signed_in.post("/depth/").content == b"True"
        assert signed_in.get("/depth/").content == b"False"


@pytest.fixture
def full_disk(transactional_db):
    """A database that takes no entry any more."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON accounts_auditentry"
                " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
            )
        else:
            cursor.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON accounts_auditentry BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
    yield
    with connection.cursor() as cursor:
        on_table = " ON accounts_auditentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER full_disk{on_table}")


@pages
@pytest.mark.django_db(transaction=True)
class TestWhenTheEntryCannotBeStored:
    def test_the_reader_gets_the_page_for_faults_and_no_data(self, signed_in, claudio, full_disk):
        signed_in.raise_request_exception = False

        answer = signed_in.get(f"/page/{claudio.pk}/")

        assert answer.status_code == 500
        assert "Claudio" not in answer.content.decode()

    def test_nothing_is_changed(self, signed_in, claudio, full_disk):
        signed_in.raise_request_exception = False

        answer = signed_in.post(f"/page/{claudio.pk}/")

        assert answer.status_code == 500
        claudio.refresh_from_db()
        assert claudio.given_name == "Claudio"


@pages
class TestASearch:
    def test_leaves_a_hash_and_not_the_words(self, signed_in, claudio):
        signed_in.get("/found/", {"words": "  dayné CLAUDIO"})

        entry = kept()
        assert (entry.what, entry.search) == (What.SEARCH, hash_words("Dayné claudio"))
        assert persons(entry) == {(claudio.pk, What.SEARCH, Ground.AREA)}

    def test_that_finds_nobody_is_kept(self, signed_in):
        signed_in.get("/found/", {"words": "nobody"})

        assert (kept().what, persons(kept())) == (What.SEARCH, set())

    def test_hash_depends_on_the_installation(self, settings):
        here = hash_words("Claudio")

        settings.SECRET_KEY = "another installation"

        assert hash_words("Claudio") != here


@pages
class TestAStream:
    def test_begins_once_its_entry_is_stored(self, signed_in, claudio):
        answer = signed_in.get("/stream/")

        assert b"".join(answer.streaming_content) == b"1"
        assert persons(kept()) == {(claudio.pk, What.EXPORT, Ground.AREA)}

    def test_that_shows_somebody_it_has_not_told_breaks_off(self, signed_in, claudio):
        answer = signed_in.get("/late/")

        with pytest.raises(ToldTooLate):
            b"".join(answer.streaming_content)


class TestARefusal:
    def test_of_a_person_is_kept_with_whom_it_was_about(self, client, camille, tarentaise, claudio):
        client.force_login(camille)

        answer = client.get(f"/people/{claudio.pk}/")

        assert answer.status_code == 404
        assert (kept().what, kept().status, kept().where) == (What.REFUSE, 404, "person")
        assert persons(kept()) == {(claudio.pk, What.REFUSE, Ground.NONE)}

    def test_of_a_number_nobody_has_names_nobody(self, client, anna):
        client.force_login(anna)

        client.get("/people/4711/")

        assert (kept().what, persons(kept())) == (What.REFUSE, set())

    def test_of_an_area_names_nobody(self, client, camille, tarentaise, valley):
        client.force_login(camille)

        client.get("/day/valle-d-aosta/2026-11-26/")

        assert (kept().what, persons(kept())) == (What.REFUSE, set())

    def test_of_a_list_is_kept(self, signed_in, anna):
        signed_in.get("/audit/export.csv")

        assert (kept().user_id, kept().what, kept().where, kept().status) == (
            anna.pk,
            What.REFUSE,
            "audit_export",
            403,
        )

    def test_of_a_visitor_who_is_sent_to_sign_in_is_not_kept(self, client, claudio):
        client.get(f"/people/{claudio.pk}/")
        client.post(f"/people/{claudio.pk}/")

        assert not AuditEntry.objects.exists()


class TestSigningIn:
    def test_is_kept_and_signing_out_is_not(self, anna):
        request = RequestFactory().post("/")
        request.session = SessionStore()

        login(request, anna, backend="django.contrib.auth.backends.ModelBackend")

        looks = vars(request)["looks"]
        assert looks.what() is What.SIGN_IN
        logout(request)
        assert looks.what() is What.SIGN_IN


class TestLooks:
    def test_of_a_person_seen_twice_keep_the_first_ground_and_the_stronger_deed(self):
        looks = Looks(at=NINE)

        looks.add({7: Shown(What.WRITE, Ground.AREA)})
        looks.add({7: Shown(What.READ, Ground.MATCH), 8: Shown(What.PRINT, Ground.CIRCLE)})

        assert looks.persons == {7: Shown(What.WRITE, Ground.AREA), 8: Shown(What.PRINT, Ground.CIRCLE)}
        assert looks.what() is What.WRITE


class TestAJob:
    def test_is_kept_with_whom_it_changed_and_who_asked(self, anna, claudio):
        record_job("import", [claudio.pk], what=What.WRITE, at=NINE, by=anna)

        entry = kept()
        assert (entry.user_id, entry.what, entry.where, entry.at) == (anna.pk, What.WRITE, "import", NINE)
        assert persons(entry) == {(claudio.pk, What.WRITE, Ground.JOB)}

    def test_about_nobody_is_not_kept(self, db):
        record_job("import", [], what=What.WRITE, at=NINE)

        assert not AuditEntry.objects.exists()
