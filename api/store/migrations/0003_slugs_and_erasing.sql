UPDATE customers SET slug = substr(id, -10) WHERE slug IS NULL AND kind = 'customer';
--> statement-breakpoint
DROP TRIGGER journal_no_update;
--> statement-breakpoint
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
WHEN (SELECT erased_at FROM customers WHERE id = OLD.customer_id) IS NULL
  OR OLD.customer_id IS NOT NEW.customer_id OR OLD.seq IS NOT NEW.seq OR OLD.at IS NOT NEW.at OR OLD.kind IS NOT NEW.kind
  OR OLD.points IS NOT NEW.points OR OLD.spins IS NOT NEW.spins
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
--> statement-breakpoint
UPDATE wheels SET config = json_set(config, '$.guests', json('false'), '$.face', 'wheel') WHERE config ->> '$.face' IS NULL;
