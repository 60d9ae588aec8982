CREATE INDEX `guests_fresh` ON `guests` (`at`) WHERE network IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER orders_of_nobody BEFORE INSERT ON orders
WHEN (SELECT erased_at FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER events_of_nobody BEFORE INSERT ON events
WHEN (SELECT erased_at FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER codes_of_nobody BEFORE INSERT ON codes
WHEN (SELECT erased_at FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER spins_of_nobody BEFORE INSERT ON spins
WHEN (SELECT erased_at FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER redemptions_of_nobody BEFORE INSERT ON redemptions
WHEN (SELECT erased_at FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER consents_of_nobody BEFORE INSERT ON consents
WHEN (SELECT erased_at FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER idempotency_of_nobody BEFORE INSERT ON idempotency
WHEN (SELECT erased_at FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER responses_of_nobody BEFORE INSERT ON responses
WHEN (SELECT coalesce(merged_into, erased_at) FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER responses_to_nobody BEFORE UPDATE OF customer_id ON responses
WHEN (SELECT coalesce(merged_into, erased_at) FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER prompts_of_nobody BEFORE INSERT ON prompts
WHEN (SELECT coalesce(merged_into, erased_at) FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
--> statement-breakpoint
CREATE TRIGGER prompts_to_nobody BEFORE UPDATE OF customer_id ON prompts
WHEN (SELECT coalesce(merged_into, erased_at) FROM customers WHERE id = NEW.customer_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this customer is somebody else by now'); END;
