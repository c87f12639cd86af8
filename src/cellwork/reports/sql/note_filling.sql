-- Add the time that filling in one report took to what all of them took. Keeps neither body nor person nor moment.
-- Run by: sending. Cost: one key.
insert into reports_filling (template, slot, reports, seconds)
values (%(template)s, %(slot)s, 1, %(seconds)s)
on conflict (template, slot) do update set
    reports = reports_filling.reports + 1,
    seconds = reports_filling.seconds + excluded.seconds
