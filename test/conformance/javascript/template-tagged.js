// ruleid: template-tagged
sql`select 1`;
// ok: template-tagged
run`select 1`;
