-- Which contributions to the same question say nearly what one of them says?
-- Asked by: those who gather themes. The most alike first, `limit` of them. By trigrams of the first thousand letters.
-- Cost: one comparison for each contribution to the question: 0.4 s for 10,000.
select other.id, similarity(left(other.words, 1000), left(one.words, 1000))::float8 as likeness
from review_contribution as one
join review_contribution as other on other.conference_id = one.conference_id and other.question = one.question and other.id <> one.id
where one.conference_id = %(conference_id)s and one.id = %(id)s and other.withdrawn_at is null
  and similarity(left(other.words, 1000), left(one.words, 1000)) >= %(least)s
order by 2 desc, 1
limit %(limit)s
