DROP INDEX `customers_email`;--> statement-breakpoint
CREATE INDEX `customers_email` ON `customers` (`merchant_id`,lower("email"));