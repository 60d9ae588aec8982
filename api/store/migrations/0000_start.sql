CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`external_id` text NOT NULL,
	`email` text,
	`name` text,
	`birthday` text,
	`locale` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_external` ON `customers` (`merchant_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `customers_email` ON `customers` (`merchant_id`,`email`);--> statement-breakpoint
CREATE TABLE `earnings` (
	`customer_id` text NOT NULL,
	`source` text NOT NULL,
	`rule_id` text NOT NULL,
	`at` integer NOT NULL,
	`unit` text NOT NULL,
	`held` integer NOT NULL,
	`forgiven` integer NOT NULL,
	`reward_id` text,
	`frozen` text NOT NULL,
	PRIMARY KEY(`customer_id`, `source`, `rule_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "earnings_held" CHECK(held >= 0 AND forgiven >= 0)
);
--> statement-breakpoint
CREATE INDEX `earnings_limit` ON `earnings` (`customer_id`,`rule_id`,`at`);--> statement-breakpoint
CREATE TABLE `events` (
	`merchant_id` text NOT NULL,
	`external_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`name` text NOT NULL,
	`at` integer NOT NULL,
	`earned` text NOT NULL,
	PRIMARY KEY(`merchant_id`, `external_id`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`status` integer NOT NULL,
	`body` text NOT NULL,
	`customer_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`scope`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_age` ON `idempotency` (`created_at`);--> statement-breakpoint
CREATE TABLE `identity_secrets` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`slot` integer NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identity_secrets_slot` ON `identity_secrets` (`merchant_id`,`slot`);--> statement-breakpoint
CREATE TABLE `keys` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text,
	`prefix` text NOT NULL,
	`hash` text NOT NULL,
	`allowed_origins` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`expires_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `keys_hash` ON `keys` (`hash`);--> statement-breakpoint
CREATE TABLE `merchants` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`mode` text NOT NULL,
	`currency` text NOT NULL,
	`time_zone` text NOT NULL,
	`test_clock` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `programs` (
	`merchant_id` text NOT NULL,
	`version` integer NOT NULL,
	`program` text NOT NULL,
	`expiry_since` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `version`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `imports` (
	`merchant_id` text NOT NULL,
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`changed` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`refused` integer NOT NULL,
	`done` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `import_id`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`external_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`status` text NOT NULL,
	`placed_at` integer NOT NULL,
	`paid_at` integer,
	`currency` text NOT NULL,
	`total` integer NOT NULL,
	`refunded` integer NOT NULL,
	`refunded_parts` text NOT NULL,
	`document` text NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "orders_refunded" CHECK(0 <= refunded AND refunded <= total)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_external` ON `orders` (`merchant_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `orders_customer` ON `orders` (`customer_id`,`paid_at`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`order_id` text NOT NULL,
	`external_id` text NOT NULL,
	`amount` integer NOT NULL,
	`at` integer NOT NULL,
	`document` text NOT NULL,
	PRIMARY KEY(`order_id`, `external_id`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `code_attempts` (
	`key_id` text NOT NULL,
	`network` text NOT NULL,
	`window_start` integer NOT NULL,
	`wrong` integer NOT NULL,
	PRIMARY KEY(`key_id`, `network`),
	CONSTRAINT "code_attempts_wrong" CHECK(wrong >= 0)
);
--> statement-breakpoint
CREATE TABLE `codes` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`lookup` text NOT NULL,
	`sealed` text NOT NULL,
	`reward` text NOT NULL,
	`kid` text NOT NULL,
	`status` text NOT NULL,
	`reserved_until` integer,
	`order_id` text,
	`redeemed_at` integer,
	`issued_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`source` text NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `codes_lookup` ON `codes` (`merchant_id`,`lookup`);--> statement-breakpoint
CREATE INDEX `codes_customer` ON `codes` (`customer_id`,`issued_at`);--> statement-breakpoint
CREATE TABLE `pool_codes` (
	`merchant_id` text NOT NULL,
	`pool` text NOT NULL,
	`position` integer NOT NULL,
	`lookup` text NOT NULL,
	`sealed` text NOT NULL,
	`reward_id` text,
	PRIMARY KEY(`merchant_id`, `pool`, `position`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pool_codes_lookup` ON `pool_codes` (`merchant_id`,`lookup`);--> statement-breakpoint
CREATE INDEX `pool_codes_left` ON `pool_codes` (`merchant_id`,`pool`,`position`) WHERE reward_id IS NULL;--> statement-breakpoint
CREATE TABLE `grants` (
	`customer_id` text NOT NULL,
	`seq` integer NOT NULL,
	`tier_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	PRIMARY KEY(`customer_id`, `seq`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `grants_ending` ON `grants` (`ends_at`);--> statement-breakpoint
CREATE TABLE `allocations` (
	`customer_id` text NOT NULL,
	`debit_seq` integer NOT NULL,
	`lot_seq` integer NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `debit_seq`, `lot_seq`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "allocations_positive" CHECK(amount > 0)
);
--> statement-breakpoint
CREATE INDEX `allocations_lot` ON `allocations` (`customer_id`,`lot_seq`);--> statement-breakpoint
CREATE TABLE `debts` (
	`customer_id` text NOT NULL,
	`seq` integer NOT NULL,
	`unit` text NOT NULL,
	`amount` integer NOT NULL,
	`remaining` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `seq`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "debts_remaining" CHECK(0 <= remaining AND remaining <= amount)
);
--> statement-breakpoint
CREATE TABLE `journal` (
	`customer_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`points` integer NOT NULL,
	`spins` integer NOT NULL,
	`source` text NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`customer_id`, `seq`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lots` (
	`customer_id` text NOT NULL,
	`seq` integer NOT NULL,
	`unit` text NOT NULL,
	`amount` integer NOT NULL,
	`remaining` integer NOT NULL,
	`available_at` integer NOT NULL,
	`expires_at` integer,
	`qualifying` integer NOT NULL,
	`source` text NOT NULL,
	PRIMARY KEY(`customer_id`, `seq`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lots_remaining" CHECK(0 <= remaining AND remaining <= amount),
	CONSTRAINT "lots_qualifying_positive" CHECK(qualifying >= 0)
);
--> statement-breakpoint
CREATE INDEX `lots_live` ON `lots` (`customer_id`) WHERE remaining > 0;--> statement-breakpoint
CREATE INDEX `lots_qualifying` ON `lots` (`customer_id`,`available_at`,`qualifying`) WHERE qualifying > 0;--> statement-breakpoint
CREATE TABLE `prize_days` (
	`wheel_id` text NOT NULL,
	`prize_id` text NOT NULL,
	`day` integer NOT NULL,
	`won` integer NOT NULL,
	`cap` integer,
	PRIMARY KEY(`wheel_id`, `prize_id`, `day`),
	FOREIGN KEY (`wheel_id`) REFERENCES `wheels`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "prize_days_cap" CHECK(cap IS NULL OR won <= cap)
);
--> statement-breakpoint
CREATE TABLE `prizes` (
	`wheel_id` text NOT NULL,
	`prize_id` text NOT NULL,
	`won` integer NOT NULL,
	`stock` integer,
	PRIMARY KEY(`wheel_id`, `prize_id`),
	FOREIGN KEY (`wheel_id`) REFERENCES `wheels`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "prizes_stock" CHECK(stock IS NULL OR won <= stock)
);
--> statement-breakpoint
CREATE TABLE `spins` (
	`wheel_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`nonce` integer NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`entry` text NOT NULL,
	`client_seed` text NOT NULL,
	`odds` text NOT NULL,
	`prize_id` text,
	`cost` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `wheel_id`, `nonce`),
	FOREIGN KEY (`wheel_id`) REFERENCES `wheels`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `spins_wheel` ON `spins` (`wheel_id`,`prize_id`);--> statement-breakpoint
CREATE TABLE `wheel_days` (
	`wheel_id` text NOT NULL,
	`day` integer NOT NULL,
	`spent` integer NOT NULL,
	`budget` integer,
	PRIMARY KEY(`wheel_id`, `day`),
	FOREIGN KEY (`wheel_id`) REFERENCES `wheels`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "wheel_days_budget" CHECK(budget IS NULL OR spent <= budget)
);
--> statement-breakpoint
CREATE TABLE `wheels` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`version` integer NOT NULL,
	`config` text NOT NULL,
	`spent` integer NOT NULL,
	`budget` integer,
	`created_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "wheels_budget" CHECK(budget IS NULL OR spent <= budget)
);
--> statement-breakpoint
CREATE INDEX `wheels_merchant` ON `wheels` (`merchant_id`);