-- Does an answer to a voice point at this shortcoming? Asked before telling the authors that it moved. One row.
select exists (select from voices_answer where link_id = %(id)s and link_kind = 'shortcoming') as pointed_at
