-- Twice as many steps upwards at once. After more steps than there are bodies, only those in circles are still reached.
-- Run by: imports of bodies, as many times as the number of bodies has binary digits.
update import_jump as near set far = above.far from import_jump as above where above.code = near.far
