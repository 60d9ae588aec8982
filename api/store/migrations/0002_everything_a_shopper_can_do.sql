CREATE TABLE `items` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`version` integer NOT NULL,
	`config` text NOT NULL,
	`sold` integer NOT NULL,
	`stock` integer,
	`created_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "items_stock" CHECK(sold >= 0 AND (stock IS NULL OR sold <= stock))
);
--> statement-breakpoint
CREATE INDEX `items_merchant` ON `items` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `redemptions` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`item_id` text NOT NULL,
	`at` integer NOT NULL,
	`points` integer NOT NULL,
	`gives` text NOT NULL,
	`name` text NOT NULL,
	`debit_seq` integer NOT NULL,
	`reward_id` text,
	`returnable_until` integer,
	`returned_at` integer,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "redemptions_points" CHECK(points > 0)
);
--> statement-breakpoint
CREATE INDEX `redemptions_customer` ON `redemptions` (`customer_id`,`at`);--> statement-breakpoint
CREATE INDEX `redemptions_item` ON `redemptions` (`item_id`);--> statement-breakpoint
CREATE TABLE `consents` (
	`customer_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`version` text NOT NULL,
	`granted` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `kind`, `at`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `progress` (
	`customer_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`period` integer NOT NULL,
	`count` integer NOT NULL,
	`last` integer NOT NULL,
	`frozen` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `rule_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "progress_count" CHECK(count >= 0 AND frozen >= 0)
);
--> statement-breakpoint
CREATE TABLE `prompts` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`kind` text NOT NULL,
	`survey_id` text,
	`number` integer NOT NULL,
	`source` text,
	`page` text,
	`shown_at` integer NOT NULL,
	`dismissed_at` integer,
	`answered_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `prompts_number` ON `prompts` (`customer_id`,`number`);--> statement-breakpoint
CREATE INDEX `prompts_customer` ON `prompts` (`customer_id`,`shown_at`);--> statement-breakpoint
CREATE TABLE `responses` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`survey_id` text,
	`kind` text NOT NULL,
	`customer_id` text,
	`prompt_id` text,
	`external_id` text,
	`score` integer,
	`comment` text,
	`page` text,
	`tier_id` text,
	`order_id` text,
	`locale` text,
	`at` integer NOT NULL,
	`completed_at` integer,
	`status` text NOT NULL,
	`note` text,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "responses_score" CHECK(score IS NULL OR score BETWEEN 0 AND 10)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `responses_prompt` ON `responses` (`prompt_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `responses_external` ON `responses` (`merchant_id`,`survey_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `responses_merchant` ON `responses` (`merchant_id`,`at`);--> statement-breakpoint
CREATE INDEX `responses_survey` ON `responses` (`survey_id`,`at`);--> statement-breakpoint
CREATE INDEX `responses_customer` ON `responses` (`customer_id`,`at`);--> statement-breakpoint
CREATE TABLE `surveys` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`version` integer NOT NULL,
	`config` text NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `surveys_merchant` ON `surveys` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `guests` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`email_key` text NOT NULL,
	`network` text,
	`day` integer NOT NULL,
	`number_of_day` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `guests_email` ON `guests` (`merchant_id`,`email_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `guests_day` ON `guests` (`merchant_id`,`day`,`number_of_day`);--> statement-breakpoint
CREATE INDEX `guests_network` ON `guests` (`merchant_id`,`network`);--> statement-breakpoint
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
	`completed_at` integer,
	`network` text,
	`email_key` text,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`advocate_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`friend_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "referrals_self" CHECK(advocate_id <> friend_id)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `referrals_friend` ON `referrals` (`friend_id`);--> statement-breakpoint
CREATE INDEX `referrals_advocate` ON `referrals` (`advocate_id`,`claimed_at`);--> statement-breakpoint
CREATE INDEX `referrals_merchant` ON `referrals` (`merchant_id`,`claimed_at`);--> statement-breakpoint
CREATE TABLE `referral_visits` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`advocate_id` text NOT NULL,
	`at` integer NOT NULL,
	`network` text NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`advocate_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `referral_visits_network` ON `referral_visits` (`advocate_id`,`network`);--> statement-breakpoint
CREATE INDEX `referral_visits_merchant` ON `referral_visits` (`merchant_id`,`at`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`webhook_id` text NOT NULL,
	`message_id` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`last_status` integer,
	`next_attempt_at` integer,
	PRIMARY KEY(`webhook_id`, `message_id`),
	FOREIGN KEY (`webhook_id`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deliveries_waiting` ON `deliveries` (`next_attempt_at`) WHERE status = 'waiting';--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`type` text NOT NULL,
	`customer_id` text,
	`data` text NOT NULL,
	`at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `messages_merchant` ON `messages` (`merchant_id`,`id`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`url` text NOT NULL,
	`types` text NOT NULL,
	`sealed` text NOT NULL,
	`active` integer NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `webhooks_merchant` ON `webhooks` (`merchant_id`);--> statement-breakpoint
ALTER TABLE `customers` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `segments` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `kind` text DEFAULT 'customer' NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `slug` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `merged_into` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `erased_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `customers_slug` ON `customers` (`merchant_id`,`slug`);--> statement-breakpoint
CREATE INDEX `customers_merged` ON `customers` (`merged_into`) WHERE merged_into IS NOT NULL;--> statement-breakpoint
CREATE INDEX `idempotency_customer` ON `idempotency` (`customer_id`);