-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "mailName" VARCHAR(32);
