-- Voices know the path of the body they lie with. Run by: reorganisation. Cost: one index range per body of the branch.
update voices_voice as voice
set with_path = body.path
from organisation_body as body
where body.id = voice.with_id and body.path >= %(path)s and body.path < %(end)s and voice.with_path <> body.path
