-- How many contributions has each question of a conference, by theme and by the body directly below from whose branch they come?
-- Asked by: those who gather themes. One row per question, theme (null: none) and unit (null: none). Cost: the contributions.
select question, theme_id, unit_id, count(*)::int as contributions
from review_contribution
where conference_id = %(conference_id)s and withdrawn_at is null
group by question, theme_id, unit_id
