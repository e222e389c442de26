"""By what a person is found: each name without accents, case and signs, and how its words sound (docs/adr/0037)."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# unaccent() is only STABLE, since its dictionary could be changed; ours never is. A space before and after each word,
# so that "% ng %" finds a whole word and "% ng%" the beginning of one.
FOLDED = """
    CREATE FUNCTION records_folded(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ' ' || trim(regexp_replace(regexp_replace(
        lower(public.unaccent('public.unaccent'::regdictionary, normalize(name, NFKC))),
        '[''’ʼ`´‘ʻ]', '', 'g'), '[[:space:][:punct:]]+', ' ', 'g')) || ' '
"""
# How English ears hear a word, two ways (double metaphone), and how Slavic, German and Jewish ones do (Daitch-Mokotoff).
SOUNDS = """
    CREATE FUNCTION records_sounds(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY(
        SELECT DISTINCT heard.code FROM regexp_split_to_table(trim(public.records_folded(name)), ' ') AS word,
        LATERAL (
            SELECT 'm' || public.dmetaphone(word) UNION ALL SELECT 'm' || public.dmetaphone_alt(word)
            UNION ALL SELECT 'd' || unnest(public.daitch_mokotoff(word))) AS heard (code)
        WHERE word ~ '^[a-z]{2,}$' AND heard.code <> 'm' ORDER BY heard.code)
"""
# How well a name answers a word, from 0 to 1: the word itself, its beginning, a part of it, its sound, its spelling.
LIKENESS = """
    CREATE FUNCTION records_likeness(word text, heard text[], name text, sounds text[]) RETURNS double precision
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT greatest(
        CASE WHEN strpos(name, word) > 0 THEN 1
             WHEN strpos(name, rtrim(word)) > 0 THEN 0.9
             WHEN length(word) > 4 AND strpos(name, trim(word)) > 0 THEN 0.75 ELSE 0 END,
        CASE WHEN sounds && heard THEN 0.6 + 0.35 * alike ELSE 0 END,
        CASE WHEN alike >= 0.3 THEN 0.45 + 0.5 * alike ELSE alike END)
        FROM public.strict_word_similarity(word, name) AS alike)
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0004_grants")]
    operations = [
        *(migrations.RunSQL(statement) for statement in (FOLDED, SOUNDS, LIKENESS)),
        migrations.AddField(
            "personname",
            "folded",
            models.GeneratedField(
                expression=models.Func("name", function="records_folded"),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
        migrations.AddField(
            "personname",
            "sounds",
            models.GeneratedField(
                expression=models.Func("name", function="records_sounds"),
                output_field=django.contrib.postgres.fields.ArrayField(models.TextField()),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "personname",
            django.contrib.postgres.indexes.GinIndex(
                fields=["folded"], name="name_spelling", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            "personname", django.contrib.postgres.indexes.GinIndex(fields=["sounds"], name="name_sound")
        ),
        migrations.AddIndex(
            "person",
            models.Index(fields=["authority", "date_of_birth"], name="person_born"),
        ),
    ]
