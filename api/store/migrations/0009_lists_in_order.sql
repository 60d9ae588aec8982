DROP INDEX `referrals_merchant`;--> statement-breakpoint
CREATE INDEX `referrals_merchant` ON `referrals` (`merchant_id`,`id`);--> statement-breakpoint
CREATE INDEX `redemptions_merchant` ON `redemptions` (`merchant_id`,`id`);