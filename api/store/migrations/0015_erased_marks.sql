CREATE TABLE `erased_marks` (
	`merchant_id` text NOT NULL,
	`mark` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `mark`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `erased_marks_age` ON `erased_marks` (`at`);--> statement-breakpoint
ALTER TABLE `customers` ADD `returned_at` integer;