# ruleid: heredoc
run(<<~SQL)
  select #{name} from a
SQL
# ok: heredoc
run(<<~SQL)
  select b from a
SQL
