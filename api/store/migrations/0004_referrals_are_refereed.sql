-- Nothing has written to this table yet.
DROP TABLE `referrals`;--> statement-breakpoint
CREATE TABLE `referrals` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`advocate_id` text NOT NULL,
	`friend_id` text NOT NULL,
	`visit_id` text,
	`claimed_at` integer NOT NULL,
	`flags` text NOT NULL,
	`review_until` integer,
	`decision` text,
	`decided_at` integer,
	`reason` text,
	`earned_at` integer,
	`completed_at` integer,
	`network` text,
	`email_key` text,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`advocate_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`friend_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "referrals_self" CHECK(advocate_id <> friend_id),
	CONSTRAINT "referrals_declined" CHECK(completed_at IS NULL OR decision IS NULL OR decision <> 'declined')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `referrals_friend` ON `referrals` (`friend_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `referrals_pair` ON `referrals` (min(advocate_id, friend_id), max(advocate_id, friend_id));--> statement-breakpoint
CREATE INDEX `referrals_advocate` ON `referrals` (`advocate_id`,`claimed_at`);--> statement-breakpoint
CREATE INDEX `referrals_merchant` ON `referrals` (`merchant_id`,`claimed_at`);--> statement-breakpoint
CREATE INDEX `referrals_network` ON `referrals` (`merchant_id`,`network`) WHERE network IS NOT NULL;--> statement-breakpoint
CREATE INDEX `referrals_alike` ON `referrals` (`id`) WHERE email_key IS NOT NULL;--> statement-breakpoint
CREATE INDEX `referral_visits_fresh` ON `referral_visits` (`id`) WHERE network <> id;