CREATE TABLE `owed_scrubs` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
