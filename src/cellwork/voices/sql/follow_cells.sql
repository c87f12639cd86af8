-- Voices know the path of the cell they came from. Run by: reorganisation. Cost: one key range per cell of the branch.
update voices_voice as voice
set cell_path = body.path
from organisation_body as body
where body.id = voice.body_id and body.is_cell and body.path >= %(path)s and body.path < %(end)s
  and voice.cell_path <> body.path
